export const pin = {
  'pin.title': ['输入交易密码', 'Enter your PIN'],
  'pin.checking': ['正在核对', 'Checking'],
  'pin.safe': ['密码经加密键盘输入', 'Typed on an encrypted keyboard'],
  'pin.safe-tap': ['点这里输入', 'Tap here to type'],
  'pin.new': ['设新密码', 'Set a new PIN'],
  'pin.new.about': ['6 位数字，不要用生日和手机号', 'Six digits. Not your birthday or phone number'],
  'pin.again': ['再输一次', 'Once more'],
  'pin.again.about': ['和刚才输入的一样', 'The same six digits'],
  'pin.saving': ['正在保存', 'Saving'],
  'pin.forgot': ['忘记密码', 'Forgot PIN'],
  'pin.reset': ['现在重设密码', 'Set a new PIN now'],
  'pin.locked.title': ['交易密码已锁定', 'Your PIN is locked'],
} as const
