/**
 * Where options come from beside the command line: the properties file, the environment, prompts.
 *
 * <p>No secret stands in a message of this package. Classes are immutable.
 */
@NullMarked
package com.happypancake.cli.settings;

import org.jspecify.annotations.NullMarked;
