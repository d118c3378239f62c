export const deposit = {
  'deposit.min': ['{amount} 元起存', 'From ¥{amount}'],
} as const
