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

package io.github.springxray.servlet;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wrappers of responses override whatever the Servlet API has, or will have, for what
 * they are there for.
 */
class WrappedResponsesTests {

	private static final Set<String> COMPLETING = Set.of("flushBuffer", "sendError", "sendRedirect", "isCommitted",
			"getOutputStream", "getWriter");

	@Test
	void aHeldResponseHoldsEveryMethodThatCompletesIt() {
		assertThat(signatures(HttpServletResponse.class.getMethods(), COMPLETING)).hasSizeGreaterThanOrEqualTo(10)
			.isSubsetOf(signatures(HeldResponse.class.getDeclaredMethods(), COMPLETING));
	}

	@Test
	void wrappedStreamsPassOnEveryMethodThatWritesOrWaits() {
		for (Class<?> wrapper : List.of(HeldResponse.class, CountingResponse.class)) {
			Class<?> stream = wrapper.getDeclaredClasses()[0].getSuperclass() == ServletOutputStream.class
					? wrapper.getDeclaredClasses()[0]
					: Arrays.stream(wrapper.getDeclaredClasses())
						.filter((type) -> type.getSuperclass() == ServletOutputStream.class)
						.findFirst()
						.orElseThrow();
			// Those that print, and write(byte[]), end in one of these
			Set<String> names = Set.of("write", "flush", "close", "isReady", "setWriteListener");
			assertThat(signatures(stream.getDeclaredMethods(), names))
				.containsAll(signatures(ServletOutputStream.class.getMethods(), names).stream()
					.filter((signature) -> !signature.equals("write[class [B]"))
					.toList());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4 })
	void everyFormOfARedirectIsHeldUntilItIsReleased(int form) throws Exception {
		MockHttpServletResponse response = new MockHttpServletResponse();
		HeldResponse held = new HeldResponse(response);
		switch (form) {
			case 1 -> held.sendRedirect("/next");
			case 2 -> held.sendRedirect("/next", true);
			case 3 -> held.sendRedirect("/next", 303);
			default -> held.sendRedirect("/next", 307, false);
		}
		assertThat(held.isCommitted()).isTrue();
		assertThat(response.isCommitted()).isFalse();
		held.release();
		assertThat(response.getRedirectedUrl()).isEqualTo("/next");
		assertThat(response.getStatus()).isEqualTo(List.of(302, 302, 303, 307).get(form - 1));
	}

	private static List<String> signatures(Method[] methods, Set<String> names) {
		return Stream.of(methods)
			.filter((method) -> names.contains(method.getName()) && !method.isBridge())
			.map((method) -> method.getName() + Arrays.toString(method.getParameterTypes()))
			.distinct()
			.toList();
	}

}
