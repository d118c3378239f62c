import path from 'node:path'
import { defineConfig } from '@tarojs/cli'

/**
 * config/: how Taro builds the mini-program: one source, three targets (weapp, h5, alipay), each into dist/<target>.
 * Sizes in scss are px of a 375-wide screen: rpx in the mini-programs, rem in H5.
 */
// Of the rest of the house the mini-program ships contract's plain functions, which Taro's rule for sources does not cover.
const compile = { include: [path.resolve('src/contract')] }

export default defineConfig({
  projectName: 'minibank',
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  sourceRoot: 'src/miniapp',
  outputRoot: `dist/${process.env.TARO_ENV ?? 'weapp'}`,
  designWidth: 375,
  deviceRatio: { 375: 2 },
  plugins: [
    '@tarojs/plugin-framework-react',
    '@tarojs/plugin-platform-weapp',
    '@tarojs/plugin-platform-h5',
    '@tarojs/plugin-platform-alipay',
    path.resolve('config/aria/index.js'),
  ],
  // The gateway's address of a DevTools build; empty for the registered host.
  env: { MINIBANK_API: JSON.stringify(process.env.MINIBANK_API ?? '') },
  cache: { enable: true },
  // Chinese as it is: escaped, each character would take six bytes in place of three.
  terser: { config: { output: { ascii_only: false } } },
  copy: {
    patterns: [
      { from: 'src/miniapp/assets/', to: `dist/${process.env.TARO_ENV ?? 'weapp'}/assets/` },
      ...(process.env.TARO_ENV === 'weapp' ? [{ from: 'src/miniapp/theme.json', to: 'dist/weapp/theme.json' }] : []),
    ],
    options: {},
  },
  mini: { compile, optimizeMainPackage: { enable: true }, miniCssExtractPluginOption: { ignoreOrder: true } },
  h5: {
    compile,
    publicPath: '/h5/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    miniCssExtractPluginOption: { ignoreOrder: true },
    postcss: { pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 16, maxRootSize: 22 } } },
  },
})
