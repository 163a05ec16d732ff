import 'twemoji-colr-font/twemoji.css'
import './styles/index.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { Gallery } from './gallery.tsx'
import { applyTheme } from './theme.ts'

applyTheme()
const root = document.querySelector('#root')
const start = () => {
  if (root !== null) render(location.pathname === '/gallery' ? <Gallery /> : <App />, root)
}
// Where the system has no emoji, ours come with the page; nothing waits long for them.
const emoji = document.fonts.load('1em Twemoji', '🔴').catch(() => [])
void Promise.race([emoji, new Promise(resolve => setTimeout(resolve, 800))]).then(start)
