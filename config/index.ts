import { defineConfig } from '@tarojs/cli'

// The Taro build of the mini-program: one source, three targets (weapp, h5, alipay).
export default defineConfig({
  projectName: 'minibank',
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  sourceRoot: 'src/miniapp',
  outputRoot: `dist/${process.env.TARO_ENV ?? 'weapp'}`,
  designWidth: 750,
  deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
  plugins: ['@tarojs/plugin-framework-react', '@tarojs/plugin-platform-weapp', '@tarojs/plugin-platform-h5', '@tarojs/plugin-platform-alipay'],
  cache: { enable: true },
  mini: { optimizeMainPackage: { enable: true } },
  h5: { publicPath: '/h5/', router: { mode: 'hash' } },
})
