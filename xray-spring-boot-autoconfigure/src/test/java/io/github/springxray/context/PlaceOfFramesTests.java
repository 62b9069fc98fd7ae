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

package io.github.springxray.context;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.testsupport.UntracedWork;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for which frame of a stack {@link CallingPlace} names.
 */
class PlaceOfFramesTests {

	@ParameterizedTest
	@CsvSource({ "com.example.Orders,list,com.example.Orders.list(Orders.java:7)",
			"com.example.Orders,lambda$list$0,com.example.Orders.list(Orders.java:7)",
			"com.example.Orders,list$lambda$1,com.example.Orders.list(Orders.java:7)",
			"com.example.Orders,list$default,com.example.Orders.list(Orders.java:7)",
			"com.example.Orders$list$1,invokeSuspend,com.example.Orders.list(Orders.java:7)",
			"com.example.Orders$Inner,get,com.example.Orders$Inner.get(Orders.java:7)" })
	void aFrameIsTheMethodThatWasWritten(String type, String method, String place) {
		assertThat(find(new Frame(type, method, "Orders.java", 7))).isEqualTo(place);
	}

	@Test
	void aFrameThatWasCompiledWithoutDetailsHasNone() {
		assertThat(find(new Frame("a.B", "c", null, 7))).isEqualTo("a.B.c(Unknown Source)");
		assertThat(find(new Frame("a.B", "c", "B.java", -1))).isEqualTo("a.B.c(B.java)");
		assertThat(find(new Frame("a.B", "c", "B.java", 0))).isEqualTo("a.B.c(B.java:0)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.util.ArrayList", "jdk.internal.X", "com.sun.X", "org.springframework.X",
			"reactor.core.X", "io.micrometer.X", "kotlinx.coroutines.X" })
	void framesOfTheJdkAndOfFrameworksAreNoPlace(String type) {
		assertThat(find(new Frame(type, "run", "X.java", 1))).isEmpty();
		assertThat(find(new Frame(type, "run", "X.java", 1), new Frame("a.B", "c", "B.java", 2)))
			.isEqualTo("a.B.c(B.java:2)");
	}

	@Test
	void samplesOfAFrameworkAreApplications() {
		assertThat(find(new Frame("org.springframework.samples.A", "b", "A.java", 1)))
			.isEqualTo("org.springframework.samples.A.b(A.java:1)");
	}

	@Test
	void nothingIsThePlaceWhereNobodyCalls() {
		assertThat(find()).isEmpty();
	}

	@Test
	void aGeneratedClassStandsForTheOneThatItWasMadeOf() {
		Frame generated = new Frame("com.example.Orders$$SpringCGLIB$$0", "list", null, -1);
		assertThat(find(generated)).isEqualTo("com.example.Orders.list");
		assertThat(find(generated, new Frame("org.springframework.X", "run", "X.java", 1),
				new Frame("a.B", "c", "B.java", 2)))
			.isEqualTo("com.example.Orders.list");
		assertThat(
				find(generated, new Frame("java.lang.Thread", "run", "X.java", 1), new Frame("a.B", "c", "B.java", 2)))
			.isEqualTo("a.B.c(B.java:2)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.X$$SpringCGLIB$$0", "java.util.X$$SpringCGLIB$$0",
			"com.example.Orders$$FastClass$$0" })
	void aClassThatIsMadeOfNoneOfTheApplicationIsNoPlace(String type) {
		assertThat(find(new Frame(type, "list", null, -1))).isEmpty();
	}

	@Test
	void framesOfTracingItselfLieWithinWhatIsCalled() {
		Frame own = new Frame(CallingPlace.class, "x");
		Frame generated = new Frame("com.example.Orders$$SpringCGLIB$$0", "list", null, -1);
		assertThat(find(own)).isEmpty();
		assertThat(find(generated, own, new Frame("a.B", "c", "B.java", 2))).isEqualTo("a.B.c(B.java:2)");
	}

	@Test
	void aProxyOfTheJdkStandsForTheInterfaceOfTheApplicationThatHasTheMethod() {
		Class<?> proxy = proxy(Supplier.class, UntracedWork.Repository.class);
		assertThat(find(new Frame(proxy, "find"))).isEqualTo(UntracedWork.Repository.class.getName() + ".find");
		assertThat(find(new Frame(proxy, "get"))).isEmpty();
		assertThat(find(new Frame(proxy, "other"))).isEmpty();
	}

	private static Class<?> proxy(Class<?>... interfaces) {
		return Proxy
			.newProxyInstance(PlaceOfFramesTests.class.getClassLoader(), interfaces, (proxy, method, args) -> null)
			.getClass();
	}

	private static String find(StackFrame... frames) {
		return CallingPlace.find(Arrays.asList(frames).iterator());
	}

	private record Frame(Class<?> declaring, String type, String method, @Nullable String file,
			int line) implements StackFrame {

		Frame(String type, String method, @Nullable String file, int line) {
			this(Object.class, type, method, file, line);
		}

		Frame(Class<?> type, String method) {
			this(type, type.getName(), method, "X.java", 1);
		}

		@Override
		public String getClassName() {
			return this.type;
		}

		@Override
		public String getMethodName() {
			return this.method;
		}

		@Override
		public Class<?> getDeclaringClass() {
			return this.declaring;
		}

		@Override
		public int getByteCodeIndex() {
			return 0;
		}

		@Override
		public @Nullable String getFileName() {
			return this.file;
		}

		@Override
		public int getLineNumber() {
			return this.line;
		}

		@Override
		public boolean isNativeMethod() {
			return false;
		}

		@Override
		public StackTraceElement toStackTraceElement() {
			return new StackTraceElement(this.type, this.method, this.file, this.line);
		}

	}

}
