export { eventually as until } from '@micromart/local/testing/eventually';
