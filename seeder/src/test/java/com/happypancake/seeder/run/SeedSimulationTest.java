package com.happypancake.seeder.run;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A failing schedule prints its number. {@code -Dhpc.schedule=<number>} on {@code
 * theScheduleOfTheProperty} runs it alone.
 */
class SeedSimulationTest {

  @Test
  void eachEventArrivesOnceForAConsumerOverTenThousandSchedules() {
    SeedSimulation.runAll(0, 10_000);
  }

  @Test
  @Tag("slow")
  @Tag("overnight")
  void eachEventArrivesOnceForAConsumerOverAMillionSchedules() {
    SeedSimulation.runAll(1_000_000_000L, 1_000_000);
  }

  @Test
  void theScheduleOfTheProperty() throws IOException {
    new SeedSimulation(Long.getLong("hpc.schedule", 0)).run();
  }
}
