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

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.util.ClassUtils;

import static io.github.springxray.method.MethodTracing.names;
import static io.github.springxray.method.MethodTracing.trace;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Optional libraries need not be on the class path. Each test runs in a class loader that
 * knows all jars but one.
 */
class AbsentLibrariesTests {

	@Test
	void worksWithoutReactor() throws Exception {
		runWithout(List.of("reactor-core", "reactive-streams"), "reactor.core.publisher.Mono", PlainApplication.class);
	}

	@Test
	void worksWithoutServlets() throws Exception {
		runWithout(List.of("jakarta.servlet-api", "tomcat-embed-core"), "jakarta.servlet.Filter",
				PlainApplication.class);
	}

	@Test
	void tracesReactiveMethodsWithoutContextPropagation() throws Exception {
		runWithout(List.of("context-propagation"), "io.micrometer.context.ThreadLocalAccessor",
				ReactiveApplication.class);
	}

	private static void runWithout(List<String> jars, String absentClass, Class<? extends Callable<?>> application)
			throws Exception {
		List<URL> urls = new ArrayList<>();
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		for (String entry : classPath.split(File.pathSeparator)) {
			File file = new File(entry);
			if (jars.stream().noneMatch((jar) -> file.getName().startsWith(jar + "-"))) {
				urls.add(file.toURI().toURL());
			}
		}
		Thread thread = Thread.currentThread();
		ClassLoader previous = thread.getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new),
				ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(loader);
			assertThat(ClassUtils.isPresent(absentClass, loader)).isFalse();
			Callable<?> main = (Callable<?>) loader.loadClass(application.getName())
				.getDeclaredConstructor()
				.newInstance();
			assertThat(main.call()).isEqualTo(List.of("Service.work"));
		}
		finally {
			thread.setContextClassLoader(previous);
		}
	}

	public static class PlainApplication implements Callable<List<String>> {

		@Override
		public List<String> call() {
			List<String> names = new ArrayList<>();
			MethodTracing.runner().withBean(Service.class).run((context) -> {
				Segment segment = trace(() -> context.getBean(Service.class).work());
				names.addAll(names(segment));
			});
			return names;
		}

		@XRayEnabled
		static class Service {

			public void work() {
			}

		}

	}

	public static class ReactiveApplication implements Callable<List<String>> {

		@Override
		public List<String> call() {
			List<String> names = new ArrayList<>();
			MethodTracing.runner().withBean(Service.class).run((context) -> {
				Segment segment = trace(() -> context.getBean(Service.class).work().block());
				names.addAll(names(segment));
			});
			return names;
		}

		@XRayEnabled
		static class Service {

			public Mono<String> work() {
				return Mono.just("done");
			}

		}

	}

}
