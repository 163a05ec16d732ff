const key = 'theme'
export type Theme = 'auto' | 'light' | 'dark'

export const readTheme = (): Theme => (localStorage.getItem(key) as Theme | null) ?? 'auto'

export function applyTheme(theme: Theme = readTheme()): void {
  localStorage.setItem(key, theme)
  if (theme === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
