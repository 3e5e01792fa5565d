package com.happypancake.seeder.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.schemas.seed.Incident;
import com.happypancake.schemas.seed.RunStopped;
import java.io.StringReader;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlSeedReportTest {

  private static final String HTML = HtmlSeedReport.of(TestLog.ofThreeRuns().report());

  @Test
  void itLoadsNothingAndRunsNothing() {
    assertThat(HTML)
        .doesNotContain("<script", "<link", "<img", "http://", "https://", "url(", "@import")
        .contains("default-src 'none'");
  }

  @Test
  void everyStopStallAndIncidentIsMarked() {
    assertThat(HTML)
        .contains("run 1 ended 2026-01-02 22:01:00: no end is in the log")
        .contains("run 2 ended 2026-01-05 22:02:00: stopped: hpc seed stop")
        .contains("run 3 ended 2026-01-05 22:09:37: complete")
        .contains("nothing sent from 2026-01-05 22:01:30")
        .contains("2026-01-02 22:01:00 connection reset");
    assertThat(HTML.split("class=\"stall\"", -1)).hasSize(11);
  }

  @Test
  void itSaysWhatIsProvedAndWhatIsNot() {
    assertThat(HTML)
        .contains("<strong class=\"good\">complete</strong>: all 252,000 events are confirmed.")
        .contains("<td>news</td><td>12,000</td><td>proved</td><td>ready count rose by 12000</td>")
        .contains("<td>chat</td><td>9</td><td>not proved</td><td>it has a consumer</td>")
        .contains("<li>bindings: no answer</li>")
        .contains("the rate was held by: queue news holds 45059 of at most 50000 messages");
  }

  @Test
  void textsOfTheLogAreEscaped() {
    String evil = "<script>alert(\"1\")</script>&'";
    TestLog log =
        new TestLog()
            .begin(evil, 5)
            .start(evil, evil, evil)
            .sample(Duration.ofSeconds(1), 10, 10, evil)
            .incident(Incident.Kind.KIND_BLOCKED, evil, 5)
            .stop(RunStopped.Reason.REASON_FAILED, evil);
    String html = HtmlSeedReport.of(log.report());
    assertThat(html).doesNotContain("<script").doesNotContain("alert(\"1\")");
    assertThat(html.split("&lt;script&gt;alert\\(&quot;1&quot;\\)&lt;/script&gt;&amp;&#39;", -1))
        .hasSizeGreaterThan(6);
  }

  @Test
  void eachChartIsWellFormedAndInsideItsBox() throws Exception {
    Matcher charts = Pattern.compile("<svg.*?</svg>").matcher(HTML);
    int found = 0;
    while (charts.find()) {
      found++;
      Document chart =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(charts.group())));
      NodeList paths = chart.getElementsByTagName("path");
      for (int i = 0; i < paths.getLength(); i++) {
        String path = paths.item(i).getAttributes().getNamedItem("d").getNodeValue();
        assertThat(path).matches("([MLHVZ][-0-9. ]*)+").doesNotContain("NaN");
        Matcher numbers = Pattern.compile("-?[0-9.]+").matcher(path);
        while (numbers.find()) {
          assertThat(Double.parseDouble(numbers.group())).isBetween(0.0, 960.0);
        }
      }
    }
    assertThat(found).isEqualTo(3);
  }
}
