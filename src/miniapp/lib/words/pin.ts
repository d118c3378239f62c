export const pin = {
  'pin.title': ['输入交易密码', 'Enter your PIN'],
  'pin.dots': ['已输入 {n} 位，共 6 位', '{n} of 6 digits entered'],
  'pin.checking': ['正在核对', 'Checking'],
  'pin.safe': ['密码经加密键盘输入', 'Typed on an encrypted keyboard'],
  'pin.safe-tap': ['点这里输入', 'Tap here to type'],
  'pin.forgot': ['忘记密码', 'Forgot it'],
  'pin.locked.title': ['交易密码已锁定', 'Your PIN is locked'],
  'pin.locked.body': [
    '为了保护您的钱，输错五次后要等到 {until} 才能再试。如果不是您本人在输，请马上打电话给我们。',
    'To protect your money, five wrong tries lock it until {until}. If it was not you, call us at once.',
  ],
  'pin.mismatch': ['两次输入不一样，请重新设置', 'The two do not match. Set it again'],
} as const
