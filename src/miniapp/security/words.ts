export const WORDS = {
  'number.head': ['新手机号是多少', 'What is the new number?'],
  'number.about': ['两步：新号码收一条验证码，再输交易密码', 'Two steps: a code to the new number, then your PIN'],
  'number.new': ['新手机号', 'New mobile number'],
  'number.get-code': ['获取验证码', 'Get a code'],
  'number.confirm': ['换成 {mobile}', 'Change to {mobile}'],
  'number.confirm.about': ['以后登录、收款和短信都用这个号码', 'For signing in, being paid and messages from now on'],
  'number.submit': ['输入密码，完成更换', 'Enter the PIN to finish'],
  'number.pin': ['手机号换成 {mobile}', 'Change the number to {mobile}'],
  'number.done': ['手机号换好了', 'Your number is changed'],
  'number.done.about': ['现在用 {mobile}，新旧两个号码都会收到短信', 'It is {mobile} now. Both numbers get a message'],
  'number.card-note': [
    '银行卡在各自开户行预留的号码不受影响',
    'Numbers on file with your cards’ banks stay as they are',
  ],

  'pin-change.head': ['先输入现在的密码', 'First, your present PIN'],
  'pin-change.done': ['密码改好了', 'Your PIN is changed'],
  'pin-change.done.about': ['从现在起用新密码', 'Use the new one from now on'],

  'pin-reset.head': ['重设交易密码', 'Set a new PIN'],
  'pin-reset.about': [
    '三样东西确认是您：手机、身份证号、一张已绑定的卡。锁定了也可以重设，不用等',
    'Three things show that it is you: your phone, ID number and a linked card. It works while the PIN is locked too',
  ],
  'pin-reset.get-code': ['给 {mobile} 发验证码', 'Send a code to {mobile}'],
  'pin-reset.card': ['已绑定的银行卡号', 'Number of a linked card'],
  'pin-reset.card.hint': ['完整卡号，任何一张已绑定的卡都可以', 'In full, of any linked card'],
  'pin-reset.identity': ['身份证号和卡号', 'ID and card number'],
  'pin-reset.identity.about': ['会请开户行再核对一次', 'The card’s bank is asked once more'],
  'pin-reset.other-mobile': [
    '这张卡在开户行预留的手机号（与本行的不同时填）',
    'Mobile on file with the card’s bank (if it differs)',
  ],
  'pin-reset.done': ['新密码设好了', 'Your new PIN is set'],
  'pin-reset.done.about': ['可以接着刚才的事了', 'You can go on where you were'],

  'recover.title': ['找回账户', 'Come back'],
  'recover.about': [
    '用开户时的手机号、身份证号和交易密码，账户就到这个微信来。不用刷脸',
    'Your mobile number, ID number and PIN bring the account here. No face check',
  ],
  'recover.mobile': ['在本行预留的手机号', 'Mobile number on record here'],
  'recover.get-code': ['获取验证码', 'Get a code'],
  'recover.identity': ['身份证号', 'Your ID number'],
  'recover.identity.about': ['开户时登记的那一个', 'The one you opened the account with'],
  'recover.pin': ['输入交易密码', 'Your PIN'],
  'recover.pin.about': [
    '找回后，原来的微信和设备会立刻退出',
    'The old WeChat account and devices are signed out at once',
  ],
  'recover.forgot': ['密码忘了？', 'Forgot the PIN?'],
  'recover.forgot.about': [
    '先用手机号登录，在“我的”里重设密码，再回来找回',
    'Sign in with your mobile number, reset the PIN under Me, then come back here',
  ],
  'recover.sign-in': ['用手机号登录', 'Sign in by mobile'],
  'recover.done': ['欢迎回来，{name}', 'Welcome back, {name}'],
  'recover.here': ['您已经登录自己的账户', 'You are in your account already'],
  'recover.here.about': [
    '如果是用手机号登录的：退出后改用微信登录，再来这里，这个微信以后就能直接进入',
    'If you signed in by mobile: sign out, sign in with WeChat and come back, and this WeChat account opens it from then on',
  ],
} as const
