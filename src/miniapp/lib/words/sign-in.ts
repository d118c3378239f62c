export const signIn = {
  'sign-in.title': ['登录', 'Sign in'],
  'sign-in.first': ['登录后继续', 'Sign in to go on'],
  'sign-in.head': ['用手机号登录', 'Sign in by mobile'],
  'sign-in.about': ['没有账户也可以登录，看过再决定开不开户', 'You can sign in without an account and decide later'],
  'sign-in.mobile': ['手机号', 'Mobile number'],
  'sign-in.code': ['短信验证码', 'SMS code'],
  'sign-in.get-code': ['获取验证码', 'Get a code'],
  'sign-in.submit': ['登录', 'Sign in'],
  'sign-in.sent': ['验证码已发到 {mobile}', 'A code was sent to {mobile}'],
  'sign-in.other-mobile': ['换一个手机号', 'Use another number'],
  'sign-in.resend': ['重新获取', 'Send again'],
  'sign-in.resend-in': ['{seconds} 秒后可重新获取', 'Send again in {seconds} s'],
  'sign-in.wechat': ['用微信登录', 'Sign in with WeChat'],
  'sign-in.keep-secret': [
    '验证码不要告诉任何人，包括自称银行的人',
    'Tell nobody this code, not even someone who says they are the bank',
  ],
} as const
