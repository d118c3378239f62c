import { ConfigProvider, type ThemeConfig, theme } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import { type PropsWithChildren, useSyncExternalStore } from 'react'
import { useText } from './i18n.tsx'

/** The mini-program's tokens, light and dark: warm paper, ink, one jade. Nothing moves. */
const COLOURS = {
  light: {
    paper: '#f5f4f0',
    surface: '#ffffff',
    raised: '#ffffff',
    sunken: '#faf9f6',
    ink: '#15201c',
    ink2: '#55615c',
    ink3: '#5f6a65',
    line: '#e6e3db',
    edge: '#d8d4c9',
    accent: '#0b6b58',
    onAccent: '#ffffff',
    accentSoft: '#e1efea',
    wrong: '#b93526',
    wrongSoft: '#fbe9e6',
    warn: '#8a4b08',
    warnSoft: '#fbf0dd',
  },
  dark: {
    paper: '#0d1311',
    surface: '#161e1b',
    raised: '#1b2521',
    sunken: '#1a2420',
    ink: '#edf2f0',
    ink2: '#a9b5b0',
    ink3: '#97a39e',
    line: '#26302c',
    edge: '#37433e',
    accent: '#57c7aa',
    onAccent: '#06231b',
    accentSoft: '#14322a',
    wrong: '#f0806f',
    wrongSoft: '#3a1d18',
    warn: '#f0b765',
    warnSoft: '#33270f',
  },
} as const

function themeOf(mode: keyof typeof COLOURS): ThemeConfig {
  const colour = COLOURS[mode]
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colour.accent,
      colorInfo: colour.accent,
      colorLink: colour.accent,
      colorSuccess: colour.accent,
      colorWarning: colour.warn,
      colorError: colour.wrong,
      colorPrimaryBg: colour.accentSoft,
      colorInfoBg: colour.accentSoft,
      colorSuccessBg: colour.accentSoft,
      colorWarningBg: colour.warnSoft,
      colorErrorBg: colour.wrongSoft,
      colorText: colour.ink,
      colorTextSecondary: colour.ink2,
      colorTextTertiary: colour.ink3,
      colorBgLayout: colour.paper,
      colorBgContainer: colour.surface,
      colorBgElevated: colour.raised,
      colorBorder: colour.edge,
      colorBorderSecondary: colour.line,
      borderRadius: 8,
      borderRadiusLG: 14,
      fontSize: 15,
      controlHeight: 38,
      controlHeightLG: 46,
      fontFamily: 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
      motion: false,
      wireframe: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500, primaryColor: colour.onAccent },
      Layout: { siderBg: colour.surface, lightSiderBg: colour.surface, bodyBg: colour.paper },
      Menu: {
        activeBarBorderWidth: 0,
        itemBg: colour.surface,
        itemSelectedBg: colour.accentSoft,
        itemSelectedColor: colour.accent,
        itemBorderRadius: 8,
        itemHeight: 44,
      },
      Table: {
        headerBg: colour.sunken,
        headerColor: colour.ink2,
        headerSplitColor: 'transparent',
      },
      Card: { bodyPadding: 28 },
      Descriptions: { itemPaddingBottom: 10 },
    },
  }
}

const THEMES = { light: themeOf('light'), dark: themeOf('dark') }

/** As the machine is set. */
const isDark = matchMedia('(prefers-color-scheme: dark)')
const subscribe = (changed: () => void) => {
  isDark.addEventListener('change', changed)
  return () => isDark.removeEventListener('change', changed)
}

/** Style sheets that the components make carry the nonce that this answer of the gateway allows. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

export function Themed({ children }: PropsWithChildren) {
  const { language } = useText()
  const dark = useSyncExternalStore(subscribe, () => isDark.matches)
  return (
    <ConfigProvider
      theme={THEMES[dark ? 'dark' : 'light']}
      csp={{ nonce }}
      locale={language === 'zh' ? zh : en}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  )
}
