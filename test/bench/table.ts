/** Figures as a person reads them: one line each, nested names with a space. */
export function tableOf(title: string, figures: object): string {
  const lines: [name: string, value: string][] = []
  const add = (name: string, value: unknown): void => {
    if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) add(name === '' ? key : `${name} ${key}`, part)
    else lines.push([name.replaceAll('_', ' '), typeof value === 'number' ? value.toLocaleString('en') : String(value)])
  }
  add('', figures)
  const width = Math.max(...lines.map(([name]) => name.length))
  return [title, ...lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)].join('\n')
}
