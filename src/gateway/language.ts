/** The caller's language by Accept-Language (RFC 9110, 12.5.4): the preferred one of the two we speak, else Chinese. */
export function languageOf(header: string | undefined): 'zh' | 'en' {
  if (!header) return 'zh'
  const wanted = header
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find((q) => q !== undefined)
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ language, quality }) => (language === 'zh' || language === 'en') && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wanted[0]?.language === 'en' ? 'en' : 'zh'
}
