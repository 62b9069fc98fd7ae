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

package io.github.springxray.recorder;

import java.util.List;

import com.amazonaws.xray.entities.AWSLogReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link LogGroups}.
 */
class LogGroupsTests {

	@Test
	void aGroupIsToldByItsNameAndByItsArnWithoutTheStar() {
		String arn = "arn:aws-cn:logs:cn-north-1:123456789012:log-group:/ecs/users";
		assertThat(LogGroups.of(List.of(" /ecs/orders ", arn + ":*", "", " ")))
			.extracting(AWSLogReference::getLogGroup, AWSLogReference::getArn)
			.containsExactly(tuple("/ecs/orders", null), tuple("/ecs/users", arn));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "/ecs/users:*", "arn:aws:logs:eu-west-1:12:log-group:users", "${GROUP}" })
	void anythingElseIsAFailureAtStart(String group) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> LogGroups.of(List.of(group)))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("xray.log-groups"))
			.satisfies((ex) -> assertThat(ex.getValue()).isEqualTo(group))
			.withMessageContaining("Write the name of a log group");
	}

	@Test
	void aNameHasAtMost512Characters() {
		assertThat(LogGroups.isName("a".repeat(512))).isTrue();
		assertThat(LogGroups.isName("a".repeat(513))).isFalse();
		assertThat(LogGroups.isName("")).isFalse();
		assertThat(LogGroups.isName(null)).isFalse();
	}

}
