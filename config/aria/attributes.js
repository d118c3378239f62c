// The aria attributes that reach the templates, by component, in the form of Taro's component tables: name → default.
// WeChat's names (aria-role, aria-label, …); Taro's JSX spells them ariaRole, ariaLabel, …
const NAMED = { 'aria-role': '', 'aria-label': '', 'aria-hidden': 'false' }
const STATE = { 'aria-checked': '', 'aria-disabled': '', 'aria-expanded': '', 'aria-live': '' }

/** Read at build time for the templates and at run time for the short names in setData: both must agree. */
export const ariaAttributes = {
  View: { ...NAMED, ...STATE },
  Text: NAMED,
  Image: NAMED,
  Button: { ...NAMED, 'aria-disabled': '' },
  Input: { 'aria-label': '', 'aria-disabled': '' },
  Textarea: { 'aria-label': '', 'aria-disabled': '' },
}
