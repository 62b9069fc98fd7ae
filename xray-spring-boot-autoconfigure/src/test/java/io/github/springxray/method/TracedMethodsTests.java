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

package io.github.springxray.method;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;

import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.ParameterNameDiscoverer;

import io.github.springxray.XRayAnnotation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read of methods whose class files do not say what Java's own do.
 */
class TracedMethodsTests {

	@Test
	void parametersWithoutNamesAreRecordedUnderTheirNumbers() throws Exception {
		assertThat(keys((method) -> null)).containsExactly("arg0", "arg1");
		assertThat(keys((method) -> new String[0])).containsExactly("arg0", "arg1");
		assertThat(keys((method) -> new String[] { "first" })).containsExactly("first", "arg1");
		assertThat(keys((method) -> new String[] { null, "second" })).containsExactly("arg0", "second");
		assertThat(keys((method) -> new String[] { "first", "second", "third" })).containsExactly("first", "second");
	}

	@Test
	void discovererThatThrowsLeavesTheNumbers() throws Exception {
		assertThat(keys((method) -> {
			throw new IllegalStateException("bad metadata");
		})).containsExactly("arg0", "arg1");
		assertThat(keys((method) -> {
			throw new NoClassDefFoundError("kotlin/reflect/KFunction");
		})).containsExactly("arg0", "arg1");
	}

	@ParameterizedTest
	@CsvSource({ "find,find", "find-abc123X,find", "find-_-4R-5w,find", "find$orders_main,find",
			"find-abc123X$suspendImpl,find", "getId-cMrhcHM,getId", "do-it,do-it" })
	void functionsBearTheNameInTheSource(String compiled, String source) {
		assertThat(KotlinNames.withoutSuffixes(compiled)).isEqualTo(source);
	}

	private static List<String> keys(Names names) throws Exception {
		TracedMethods methods = new TracedMethods(new Markers(new TracedPackages(List.of())),
				new MethodExclusions(List.of()), names);
		TracedMethod found = methods.find(Service.class.getMethod("work", String.class, String.class), Service.class);
		assertThat(found).isNotNull();
		return found.arguments().stream().flatMap(List::stream).map(TracedValue::key).toList();
	}

	@FunctionalInterface
	private interface Names extends ParameterNameDiscoverer {

		@Override
		@Nullable String @Nullable [] getParameterNames(Method method);

		@Override
		default @Nullable String @Nullable [] getParameterNames(Constructor<?> constructor) {
			return null;
		}

	}

	@XRayEnabled
	static class Service {

		public void work(@XRayAnnotation("") String first, @XRayAnnotation("") String second) {
		}

	}

}
