package com.happypancake.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the commands within a command, in the order of its help.
 *
 * <p>picocli's own attribute for it makes all of them whenever one is run, which takes longer than
 * many of them do. A class has those of its superclass before its own.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Holds {

  /** Returns the commands' classes. */
  Class<?>[] value();
}
