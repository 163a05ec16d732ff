import 'twemoji-colr-font/twemoji.css'
import './styles/index.css'
import { render } from 'preact'
import { App } from './app.tsx'
import { Gallery } from './gallery.tsx'
import { applyTheme } from './theme.ts'

applyTheme()
const root = document.querySelector('#root')
if (root !== null) render(location.pathname === '/gallery' ? <Gallery /> : <App />, root)
