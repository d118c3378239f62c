/** Money that has just come in, and messages by WeChat. */
export const arrivals = {
  'arrival.from': ['{name} 转给您', 'From {name}'],
  'arrival.more': ['另有 {n} 笔到账，在账单里', '{n} more came in: see the statement'],
  'arrival.told': ['到账 {amount} 元，{name} 转给您', '¥{amount} came in from {name}'],
  'arrival.hidden': ['到账了，{name} 转给您', 'Money came in from {name}'],
  'messages.ask.arrival': ['下次到账，微信里告诉我', 'Tell me by WeChat next time'],
  'messages.ask.outcome': ['有了结果，微信里告诉我', 'Tell me the result by WeChat'],
  'messages.done.arrival': ['好的，下次到账微信告诉您', 'Fine: WeChat will tell you next time'],
  'messages.done.outcome': ['好的，有了结果微信告诉您', 'Fine: WeChat will tell you the result'],
  'messages.switched-off': [
    '请先在微信里打开：右上角“…”，设置，通知管理',
    'First switch it on in WeChat: “…” at the top right, Settings, Notifications',
  ],
  'messages.toggle': ['到账微信提醒', 'Incoming money by WeChat'],
  'messages.toggle.on': ['下次到账发微信，不发短信', 'The next one comes by WeChat, not by SMS'],
  'messages.toggle.off': [
    '现在发短信。微信每同意一次，提醒一次',
    'By SMS now. WeChat tells once each time you allow it',
  ],
} as const
