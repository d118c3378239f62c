import { View } from '@tarojs/components'
import { aria } from '../aria.ts'
import { Icon, type IconName } from '../Icon/Icon.tsx'
import './Avatar.scss'

export interface AvatarProps {
  /** A person's name, masked or not. */
  readonly name?: string
  /** In place of a person: what it is. */
  readonly icon?: IconName
  /** `strong`: whoever the page is from. */
  readonly tone?: 'plain' | 'accent' | 'strong'
  readonly size?: 'usual' | 'small'
}

/** Of a person the last character, which is what a masked name shows (*梅), but no bracket; of a Latin name the first letter. */
const letter = (name: string): string => {
  const characters = [...name.replace(/[\s)）」】]+$/, '')]
  return (/[A-Za-z]/.test(characters[0] ?? '') ? characters[0]?.toUpperCase() : characters.at(-1)) ?? ''
}

export function Avatar({ name = '', icon, tone = 'plain', size = 'usual' }: AvatarProps) {
  return (
    <View className={`avatar avatar--${tone} avatar--${size}`} {...aria({ hidden: true })}>
      {icon ? <Icon name={icon} size='small' /> : letter(name)}
    </View>
  )
}
