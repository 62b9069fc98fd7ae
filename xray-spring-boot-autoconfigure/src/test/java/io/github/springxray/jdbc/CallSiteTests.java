/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.jdbc;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The place in the code that runs a statement.
 */
@ExtendWith(OutputCaptureExtension.class)
class CallSiteTests {

	private static final String WANTED = "xray.patch.jdbc.record-call-site=true";

	private static final String DEVELOPMENT = "io.github.springxray.development=true";

	private final ApplicationContextRunner contextRunner = JdbcRunner.withDataSource();

	private static Map<String, Object> code(ApplicationContext context) throws Exception {
		RecordedEntity statement = JdbcRunner.trace(context, () -> load(context.getBean(JdbcTemplate.class)))
			.subsegments()
			.get(0);
		return statement.metadata("code");
	}

	private static void load(JdbcTemplate jdbc) {
		jdbc.queryForList("select 1");
	}

	@Test
	void classMethodAndLineAreRecordedInDevelopment(CapturedOutput output) {
		this.contextRunner.withPropertyValues(WANTED, DEVELOPMENT)
			.run((context) -> assertThat(code(context).get("call_site")).asString()
				.matches("io\\.github\\.springxray\\.jdbc\\.CallSiteTests\\.load\\(CallSiteTests\\.java:\\d+\\)"));
		assertThat(output).doesNotContain("record-call-site");
	}

	@Test
	void nothingIsRecordedUnlessItIsAskedFor() {
		this.contextRunner.withPropertyValues(DEVELOPMENT).run((context) -> assertThat(code(context)).isEmpty());
	}

	@Test
	void nothingIsRecordedOutsideOfDevelopmentAndThatIsSaidOnce(CapturedOutput output) {
		this.contextRunner.withPropertyValues(WANTED).run((context) -> {
			assertThat(code(context)).isEmpty();
			assertThat(code(context)).isEmpty();
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains("record-call-site is for development")))
			.hasSize(1);
	}

	@Test
	void placeBehindTheLambdaOfTheApplicationIsNamed() {
		this.contextRunner.withPropertyValues(WANTED, DEVELOPMENT).run((context) -> {
			JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
			RecordedEntity statement = JdbcRunner.trace(context, () -> {
				Runnable work = () -> jdbc.execute("select 2");
				work.run();
			}).subsegments().get(0);
			assertThat(statement.metadata("code").get("call_site")).asString()
				.startsWith("io.github.springxray.jdbc.CallSiteTests.placeBehindTheLambdaOfTheApplicationIsNamed(");
		});
	}

}
