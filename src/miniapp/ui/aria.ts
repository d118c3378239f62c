interface Aria {
  role?: string | undefined
  label?: string | undefined
  hidden?: boolean | undefined
  checked?: boolean | undefined
  disabled?: boolean | undefined
  expanded?: boolean | undefined
  live?: 'polite' | 'assertive' | undefined
}

/**
 * What a screen reader is told about an element, in the words of the platform: WeChat's templates take aria-role (by
 * config/aria), a browser takes role. Spread it onto a Taro component: `<View {...aria({ role: 'button', label })}>`.
 */
export function aria({
  role,
  label,
  hidden,
  checked,
  disabled,
  expanded,
  live,
}: Aria): Record<string, string | boolean> {
  const told: Record<string, string | boolean> = {}
  if (role !== undefined) told[process.env.TARO_ENV === 'h5' ? 'role' : 'ariaRole'] = role
  if (label !== undefined) told.ariaLabel = label
  if (live !== undefined) told.ariaLive = live
  const states = { ariaHidden: hidden, ariaChecked: checked, ariaDisabled: disabled, ariaExpanded: expanded }
  for (const [name, value] of Object.entries(states)) {
    // A browser needs the attribute as text; WeChat takes the boolean.
    if (value !== undefined) told[name] = process.env.TARO_ENV === 'h5' ? String(value) : value
  }
  return told
}
