/** What the design system itself says, mostly to a screen reader. */
export const ui = {
  'ui.choose': ['请选择', 'Choose'],
  'ui.delete': ['删除', 'Delete'],
  'ui.point': ['小数点', 'Decimal point'],
  'ui.step': ['第 {at} 步，共 {of} 步：{name}', 'Step {at} of {of}: {name}'],
  'ui.yuan': ['{amount}元', '{amount} yuan'],
  'ui.hidden': ['金额已隐藏', 'Amount hidden'],
  'ui.pin': ['密码，已输入 {filled} 位，共 {length} 位', 'PIN, {filled} of {length} digits'],
} as const
