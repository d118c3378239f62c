export const security = {
  'security.title': ['手机号和密码', 'Number and PIN'],
  'security.mobile': ['更换手机号', 'Change mobile number'],
  'security.pin': ['修改交易密码', 'Change PIN'],
  'security.forgot': ['忘记交易密码', 'Forgot PIN'],
  'recover.link': ['我已有账户', 'I already have an account'],
  'recover.head': ['换了微信或手机？', 'New WeChat account or phone?'],
  'recover.found': ['您已有账户，找回就能用', 'You have an account. Come back to it here'],
} as const
