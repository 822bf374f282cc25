import enAbout from './en/about.json';
import enAccount from './en/account.json';
import enAppointments from './en/appointments.json';
import enDesk from './en/desk.json';
import enDirectory from './en/directory.json';
import enEligibility from './en/eligibility.json';
import enEligibilityResult from './en/eligibility-result.json';
import enEligibilityRules from './en/eligibility-rules.json';
import enErrors from './en/errors.json';
import enHelpNow from './en/helpNow.json';
import enHome from './en/home.json';
import enNeeds from './en/needs.json';
import enNotifications from './en/notifications.json';
import enPractice from './en/practice.json';
import enSaved from './en/saved.json';
import enSignIn from './en/signIn.json';
import enSite from './en/site.json';
import enStaff from './en/staff.json';
import esAbout from './es/about.json';
import esAccount from './es/account.json';
import esAppointments from './es/appointments.json';
import esDesk from './es/desk.json';
import esDirectory from './es/directory.json';
import esEligibility from './es/eligibility.json';
import esEligibilityResult from './es/eligibility-result.json';
import esEligibilityRules from './es/eligibility-rules.json';
import esErrors from './es/errors.json';
import esHelpNow from './es/helpNow.json';
import esHome from './es/home.json';
import esNeeds from './es/needs.json';
import esNotifications from './es/notifications.json';
import esPractice from './es/practice.json';
import esSaved from './es/saved.json';
import esSignIn from './es/signIn.json';
import esSite from './es/site.json';
import esStaff from './es/staff.json';

const en = {
  site: enSite,
  errors: enErrors,
  eligibility: enEligibility,
  eligibilityResult: enEligibilityResult,
  eligibilityRules: enEligibilityRules,
  home: enHome,
  helpNow: enHelpNow,
  about: enAbout,
  saved: enSaved,
  notifications: enNotifications,
  needs: enNeeds,
  directory: enDirectory,
  desk: enDesk,
  appointments: enAppointments,
  signIn: enSignIn,
  staff: enStaff,
  practice: enPractice,
  account: enAccount,
};

/** The shape every language must have: English is the reference. */
export type Messages = typeof en;

const es: Messages = {
  site: esSite,
  errors: esErrors,
  eligibility: esEligibility,
  eligibilityResult: esEligibilityResult,
  eligibilityRules: esEligibilityRules,
  home: esHome,
  helpNow: esHelpNow,
  about: esAbout,
  saved: esSaved,
  notifications: esNotifications,
  needs: esNeeds,
  directory: esDirectory,
  desk: esDesk,
  appointments: esAppointments,
  signIn: esSignIn,
  staff: esStaff,
  practice: esPractice,
  account: esAccount,
};

export const MESSAGES: Readonly<Record<'en' | 'es', Messages>> = { en, es };
