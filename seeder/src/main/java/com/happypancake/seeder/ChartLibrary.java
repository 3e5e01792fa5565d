package com.happypancake.seeder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Properties;

/** The charting library of pages: Chart.js from its WebJar. */
public final class ChartLibrary {

  private static final String PROPERTIES =
      "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  private ChartLibrary() {}

  /**
   * Returns the library as one script, which defines {@code Chart}.
   *
   * @throws IOException if the WebJar is not in the class path
   */
  public static String script() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = open(PROPERTIES)) {
      properties.load(in);
    }
    String version = properties.getProperty("version");
    String path = "/META-INF/resources/webjars/chart.js/" + version + "/dist/chart.umd.min.js";
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          // Its map is not served.
          .replaceFirst("//# sourceMappingURL=.*\\s*$", "");
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = ChartLibrary.class.getResourceAsStream(resource);
    if (in == null) {
      throw new NoSuchFileException(resource);
    }
    return in;
  }
}
