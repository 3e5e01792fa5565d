/**
 * Records as a folder's own schemas read them: fields by name, values as text, choices among
 * records, and the formats that they are printed in.
 *
 * <p>Nothing here knows a message at compile time. Classes are for one thread unless they say
 * otherwise.
 */
@NullMarked
package com.happypancake.cli.folder.record;

import org.jspecify.annotations.NullMarked;
