export { changeSettings, readSettings, settingShapes, type SettingKey, type Settings } from './settings.ts';
