/** What the package may know of phone, window, app and itself. */
import type { MiniProgram } from '../engine/mini-program.ts'
import { asynchronous, type Member } from './answer.ts'

const WECHAT_VERSION = '8.0.60'
const SDK_VERSION = '3.8.12'

export function systemInformation(program: MiniProgram): Record<string, Member> {
  const { device } = program
  const { settings, metrics } = device
  const windowInfo = () => {
    const windowHeight = metrics.windowHeight(program.router.current?.config ?? { ...program.pkg.app.window })
    // 分享到朋友圈: 在单页模式下 safeArea 为整个屏幕空间.
    const whole = {
      left: 0,
      top: 0,
      right: settings.width,
      bottom: settings.height,
      width: settings.width,
      height: settings.height,
    }
    return {
      pixelRatio: device.pixelRatio,
      screenWidth: settings.width,
      screenHeight: settings.height,
      windowWidth: settings.width,
      windowHeight,
      statusBarHeight: metrics.statusBarHeight,
      safeArea: program.singlePage ? whole : metrics.safeArea(),
      screenTop: settings.height - windowHeight,
    }
  }
  const deviceInfo = () => ({
    brand: 'devtools',
    model: 'iPhone X',
    system: 'iOS 17.0',
    platform: 'devtools',
    cpuType: 'unknown',
    memorySize: 4096,
    abi: '',
    deviceAbi: '',
    benchmarkLevel: 1,
  })
  const appBaseInfo = () => ({
    SDKVersion: SDK_VERSION,
    enableDebug: false,
    host: { appId: '', env: 'WeChat' },
    language: settings.language,
    version: WECHAT_VERSION,
    theme: program.pkg.app.darkmode ? program.theme : undefined,
    fontSizeScaleFactor: settings.fontSize / 17,
    fontSizeSetting: settings.fontSize,
  })
  const systemSetting = () => ({
    bluetoothEnabled: false,
    locationEnabled: true,
    wifiEnabled: settings.network === 'wifi',
    deviceOrientation: 'portrait',
  })
  const authorizeSetting = () => ({
    albumAuthorized: 'authorized',
    bluetoothAuthorized: 'not determined',
    cameraAuthorized: 'authorized',
    locationAuthorized: 'not determined',
    locationReducedAccuracy: false,
    microphoneAuthorized: 'not determined',
    notificationAuthorized: 'authorized',
    phoneCalendarAuthorized: 'not determined',
  })
  const everything = () => ({
    ...deviceInfo(),
    ...windowInfo(),
    ...appBaseInfo(),
    ...systemSetting(),
    errMsg: 'getSystemInfo:ok',
  })
  const members = {
    getWindowInfo: windowInfo,
    getDeviceInfo: deviceInfo,
    getAppBaseInfo: appBaseInfo,
    getSystemSetting: systemSetting,
    getAppAuthorizeSetting: authorizeSetting,
    getSystemInfoSync: everything,
    getSystemInfo: asynchronous(program, 'getSystemInfo', everything),
    getSystemInfoAsync: asynchronous(program, 'getSystemInfoAsync', everything),
    getMenuButtonBoundingClientRect: () => metrics.capsule(),
    getAccountInfoSync: () => ({
      miniProgram: { appId: program.pkg.appId, envVersion: 'develop', version: '' },
      plugin: {},
    }),
    getBatteryInfoSync: () => ({ level: 100, isCharging: false, isLowPowerModeEnabled: false }),
    checkIsOpenAccessibility: asynchronous(program, 'checkIsOpenAccessibility', () => ({ open: false })),
    getSkylineInfoSync: () => ({ isSupported: false, version: '', reason: 'client not supported' }),
    getRendererUserAgent: asynchronous(program, 'getRendererUserAgent', () => ({ userAgent: 'minibank-simulator' })),
  }
  return members as unknown as Record<string, Member>
}
