export default defineAppConfig({
  pages: ['pages/home/index', 'pages/me/index'],
  window: { navigationStyle: 'custom' },
})
