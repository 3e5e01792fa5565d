package com.happypancake.seeder.control;

import com.happypancake.seeder.ChartLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Map;

/** The files of the dashboard. They hold no data of a run. */
final class DashboardPage {

  /**
   * A file.
   *
   * @param type its media type
   * @param content its text in UTF-8
   */
  record PageFile(String type, String content) {}

  private DashboardPage() {}

  /**
   * Returns the files by their paths on the server.
   *
   * @throws IOException if one is missing in the class path
   */
  static Map<String, PageFile> files() throws IOException {
    return Map.of(
        "/", new PageFile("text/html", read("dashboard.html")),
        "/dashboard.css", new PageFile("text/css", read("dashboard.css")),
        "/dashboard.js", new PageFile("text/javascript", read("dashboard.js")),
        "/chart.js", new PageFile("text/javascript", ChartLibrary.script()));
  }

  private static String read(String name) throws IOException {
    try (InputStream in = DashboardPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new NoSuchFileException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
