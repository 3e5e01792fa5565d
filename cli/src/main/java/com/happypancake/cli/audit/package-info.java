/** The command that audits a queue or stream. Used by one thread. */
@NullMarked
package com.happypancake.cli.audit;

import org.jspecify.annotations.NullMarked;
