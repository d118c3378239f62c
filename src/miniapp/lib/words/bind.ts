export const bind = {
  'bind.card.own': ['{bank} · 本行 I 类户', '{bank} · Class I account here'],
  'bind.card': ['银行卡号', 'Card number'],
  'bind.card.paste.none': ['剪贴板里没有卡号', 'There is no card number on the clipboard'],
  'bind.card.hint.III': ['本人在其他银行的借记卡或信用卡', 'A debit or credit card of yours at another bank'],
  'bind.card.debit': ['{bank} · 储蓄卡', '{bank} · debit card'],
  'bind.card.credit': ['{bank} · 信用卡', '{bank} · credit card'],
  'bind.card.hint': ['借记卡 I 类户或信用卡，须是本人的', 'A Class I debit card or a credit card in your name'],
  'bind.card.luhn': [
    '这个卡号看起来不太对，请对照卡面看一遍；确认无误也可以继续',
    'This number looks unusual. Compare it with the card; if it is right, go on',
  ],
  'bind.id-number': ['身份证号', 'ID number'],
  'bind.choose-first': ['请选择', 'Please choose'],
  'bind.code.title': ['短信验证', 'SMS code'],
  'bind.code.about': ['{bank}把 6 位验证码发到了 {mobile}', '{bank} sent a 6-digit code to {mobile}'],
  'bind.code.wrong-form': ['信息填错了，回去修改', 'Correct my details'],
} as const
