import { MEMBERS } from './members.ts'

/** The provider's page: who is signing in. A button a person, no password: nothing here protects anything real. */
export function signInPage(uid: string): string {
  const people = MEMBERS.map(
    ({ id, name, title, branch }) => `<button name="member" value="${id}">
<b>${name}</b><span>${branch} · ${title.zh}</span><small>${id} · ${title.en}</small></button>`,
  )
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>员工统一登录（沙箱）</title><link rel="icon" href="data:,">
<style>
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-content:center;background:#f5f4f0;color:#15201c;
font:15px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif}
main{width:min(560px,92vw);padding:40px 0}
h1{font-size:24px;margin:0 0 4px}p{margin:0 0 24px;color:#55615c}
form{display:grid;gap:8px}
button{display:grid;grid-template-columns:72px 1fr auto;align-items:baseline;gap:12px;padding:14px 20px;text-align:left;
font:inherit;color:inherit;background:#fff;border:1px solid #e6e3db;border-radius:12px;cursor:pointer}
button:hover,button:focus-visible{border-color:#0b6b58;outline:none}
b{font-size:17px}span{color:#55615c}small{color:#5f6a65;font-size:12px}
@media (prefers-color-scheme:dark){body{background:#0d1311;color:#edf2f0}p,span,small{color:#a9b5b0}
button{background:#161e1b;border-color:#26302c}button:hover,button:focus-visible{border-color:#57c7aa}}
</style></head><body><main><h1>员工统一登录</h1>
<p>沙箱：选择您是谁。正式环境换成本行自己的认证系统<br><small>Sandbox: choose who you are. In production your own provider stands here</small></p>
<form method="post" action="/sign-in/${uid}">${people.join('')}</form></main></body></html>`
}
