package com.happypancake.dumps.block;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An implementation of deflate and inflate for blocks. All codecs write and read the same format.
 * They differ in speed and in the bytes of the deflated content. Immutable.
 *
 * @param library the library that does the work
 * @param level the compression level: 1 or 2 for GKL, 1 to 9 for the JDK
 */
public record Codec(Library library, int level) {

  /** The system property that names the codec of the process. */
  public static final String PROPERTY = "hpc.codec";

  private static final Pattern NAME = Pattern.compile("(gkl|jdk)-([1-9])");

  /** The library that deflates and inflates. */
  public enum Library {
    /** Intel's Genomics Kernel Library (igzip), native code for x86-64. */
    GKL,
    /** The zlib of {@code java.util.zip}. */
    JDK
  }

  /**
   * Checks the level.
   *
   * @throws IllegalArgumentException if the library does not have the level
   */
  public Codec {
    if (level < 1 || level > (library == Library.GKL ? 2 : 9)) {
      throw new IllegalArgumentException(unknown(name(library, level)));
    }
  }

  /**
   * Returns the codec with a name.
   *
   * @param name {@code gkl-1}, {@code gkl-2} or {@code jdk-1} to {@code jdk-9}
   * @throws IllegalArgumentException if no codec has the name, or its native code does not load on
   *     this machine; the message names alternatives
   */
  public static Codec of(String name) {
    Matcher matcher = NAME.matcher(name.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(unknown(name));
    }
    Library library = Library.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    Codec codec = new Codec(library, Integer.parseInt(matcher.group(2)));
    if (library == Library.GKL && !Gkl.isLoaded()) {
      throw new IllegalArgumentException(
          "codec " + name + " does not load here (" + Gkl.description() + "); choose jdk-1");
    }
    return codec;
  }

  /**
   * Returns the codec that the system property {@link #PROPERTY} names or, without the property,
   * the fastest that loads.
   *
   * @throws IllegalArgumentException as {@link #of}, for the property's value
   */
  public static Codec preferred() {
    String name = System.getProperty(PROPERTY, "");
    if (!name.isEmpty()) {
      return of(name);
    }
    return Gkl.isLoaded() ? new Codec(Library.GKL, 2) : new Codec(Library.JDK, 1);
  }

  private static String unknown(String name) {
    return "no codec '" + name + "'; there are gkl-1, gkl-2 and jdk-1 to jdk-9";
  }

  private static String name(Library library, int level) {
    return library.name().toLowerCase(Locale.ROOT) + "-" + level;
  }

  /** Returns the name, for example {@code gkl-1}. */
  public String name() {
    return name(library, level);
  }

  /** Returns the name and the library's version for display: {@code gkl-1 (Intel GKL 0.9.1)}. */
  public String description() {
    String code =
        library == Library.GKL
            ? Gkl.description()
            : "zlib of Java " + System.getProperty("java.runtime.version", "");
    return name() + " (" + code + ")";
  }

  /** Returns the version of the loaded native codec, or the reason why none is loaded. */
  public static String nativeCodec() {
    return Gkl.description();
  }

  @Override
  public String toString() {
    return name();
  }
}
