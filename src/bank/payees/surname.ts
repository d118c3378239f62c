/** Surnames of two characters; every other Chinese name begins with one of a single character. */
const COMPOUND = [
  ...['欧阳', '上官', '司马', '诸葛', '东方', '皇甫', '尉迟', '公孙', '慕容', '令狐', '司徒', '轩辕', '夏侯', '端木'],
  ...['长孙', '宇文', '独孤', '南宫', '西门', '东郭', '百里', '呼延', '申屠', '太史', '闻人', '赫连', '澹台', '公冶'],
]

/** The surname in a person's name: 李 of 李雷, 欧阳 of 欧阳娜, and 买买提 of 买买提·艾力, who tells what comes first. */
export function surnameOf(name: string): string {
  const [first = '', ...rest] = name.split('·')
  if (rest.length > 0) return first
  const characters = [...name]
  const two = characters.slice(0, 2).join('')
  return characters.length > 2 && COMPOUND.includes(two) ? two : (characters[0] ?? '')
}
