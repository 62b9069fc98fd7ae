/**
 * The page in a real browser.
 */
@NullMarked
package io.github.springxray.console.page;

import org.jspecify.annotations.NullMarked;
