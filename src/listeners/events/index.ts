export { appHomeOpened, kind as homeOpened } from './app-home-opened.ts'
