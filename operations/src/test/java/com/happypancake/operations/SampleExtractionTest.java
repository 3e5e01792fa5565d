package com.happypancake.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.block.WriteOptions;
import com.happypancake.extractor.Extraction;
import com.happypancake.extractor.run.Extractor;
import com.happypancake.sample.SampleDatabase;
import com.happypancake.sample.SampleDump;
import com.happypancake.sample.plan.SamplePlan;
import com.happypancake.sample.plan.SamplePlan.SampleCountry;
import com.happypancake.sample.plan.SampleProgress;
import com.happypancake.schemas.catalogue.Country;
import com.happypancake.schemas.manifest.Manifest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample's own dump equals the extraction of the same sample. */
class SampleExtractionTest {

  private static final SamplePlan PLAN = new SamplePlan(SampleCountry.FI, 0.005, 7);

  @TempDir Path folder;

  @Test
  void aSampleWrittenAsADumpIsWhatItsExtractionGives() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("finland") + ";MODE=MSSQLServer";
    SampleDatabase.create(PLAN, url, new Properties(), SampleProgress.silent());
    Manifest extracted =
        Extractor.run(
            Extraction.builder(url, Country.of("FI"), folder.resolve("extracted")).build(),
            event -> {},
            Clock.systemUTC());
    Manifest written =
        SampleDump.write(
            PLAN,
            folder.resolve("written"),
            Clock.systemUTC(),
            WriteOptions.preferred(),
            SampleProgress.silent());

    assertThat(extracted.getPartsList()).isEqualTo(written.getPartsList());
    assertThat(extracted.getContentDigest()).isEqualTo(written.getContentDigest());
    assertThat(extracted.getMarksList()).isEqualTo(written.getMarksList());
    assertThat(extracted.getSchemaSha256()).isEqualTo(written.getSchemaSha256());
  }
}
