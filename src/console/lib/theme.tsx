import { ConfigProvider, type ThemeConfig } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import type { PropsWithChildren } from 'react'
import { useText } from './i18n.tsx'

/** The mini-program's tokens: warm paper, ink, one jade. Nothing moves. */
const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#0b6b58',
    colorInfo: '#0b6b58',
    colorLink: '#0b6b58',
    colorSuccess: '#0b6b58',
    colorWarning: '#8a4b08',
    colorError: '#b93526',
    colorText: '#15201c',
    colorTextSecondary: '#55615c',
    colorTextTertiary: '#5f6a65',
    colorBgLayout: '#f5f4f0',
    colorBorder: '#d8d4c9',
    colorBorderSecondary: '#e6e3db',
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
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
    Layout: { siderBg: '#ffffff', bodyBg: '#f5f4f0' },
    Menu: { itemSelectedBg: '#e1efea', itemBorderRadius: 8, itemHeight: 44 },
    Table: { headerBg: '#faf9f6', headerColor: '#55615c', headerSplitColor: 'transparent' },
    Card: { bodyPadding: 28 },
    Descriptions: { itemPaddingBottom: 10 },
  },
}

/** Style sheets that the components make carry the nonce that this answer of the gateway allows. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

export function Themed({ children }: PropsWithChildren) {
  const { language } = useText()
  return (
    <ConfigProvider
      theme={THEME}
      csp={{ nonce }}
      locale={language === 'zh' ? zh : en}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  )
}
