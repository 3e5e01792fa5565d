package com.happypancake.dumps;

import static org.assertj.core.api.Assertions.assertThat;

import com.happypancake.dumps.DamagedDumpException.Fault;
import com.happypancake.dumps.block.VirtualOffset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DamagedDumpExceptionTest {

  private static final String PART = "Cities/part-00000.pb.gz";
  private final IOException cause = new IOException("cause");

  @Test
  void theMessageTellsFilePlaceFaultAndAdvice() {
    DamagedDumpException damage =
        DamagedDumpException.ofRecord(
            PART, 3, Optional.of(new VirtualOffset(90, 7)), "not a City", cause);
    assertThat(damage)
        .hasMessage(PART + ": record 3 at virtual offset 90:7: not a City")
        .hasCause(cause);
    assertThat(damage.in(Path.of("fi")).advising("extract it again"))
        .hasMessage(
            Path.of("fi", "Cities", "part-00000.pb.gz")
                + ": record 3 at virtual offset 90:7: not a City; extract it again")
        .hasCause(cause);
  }

  @Test
  void itsFieldsTellWhatTheMessageTells() {
    DamagedDumpException damage =
        DamagedDumpException.ofRecord(
                PART, 3, Optional.of(new VirtualOffset(90, 7)), "not a City", cause)
            .advising("extract it again");
    assertThat(damage.fault()).isEqualTo(Fault.RECORD);
    assertThat(damage.path()).isEqualTo(PART);
    assertThat(damage.record()).hasValue(3);
    assertThat(damage.offset()).contains(new VirtualOffset(90, 7));
    assertThat(damage.advice()).contains("extract it again");
    assertThat(damage.detail())
        .isEqualTo("record 3 at virtual offset 90:7: not a City; extract it again");
  }

  @Test
  void damageOfAFileAsAWholeHasNoPlace() {
    DamagedDumpException damage = new DamagedDumpException(Fault.MISSING, PART, "is missing");
    assertThat(damage).hasMessage(PART + ": is missing");
    assertThat(damage.detail()).isEqualTo("is missing");
    assertThat(damage.record()).isEmpty();
    assertThat(damage.offset()).isEmpty();
    assertThat(DamagedDumpException.ofRecord(PART, 3, Optional.empty(), "not a City", cause))
        .hasMessage(PART + ": record 3: not a City");
  }
}
