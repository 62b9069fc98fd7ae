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

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;

import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JdbcProxies}.
 */
class JdbcProxiesTests {

	@Test
	void aProxyHasAllThatOthersMayAskItsTargetFor() throws Exception {
		Task task = new Task();
		Callable<?> proxy = JdbcProxies.create(task, Callable.class,
				(object, method, args) -> JdbcProxies.invoke(method, task, args));
		assertThat(proxy).isInstanceOf(Extra.class).isInstanceOf(ProxyJdbcObject.class).isNotInstanceOf(Hidden.class);
		assertThat(proxy.call()).isEqualTo("called");
		assertThat(((Extra) proxy).extra()).isEqualTo(7);
	}

	@Test
	void whereItsInterfacesContradictEachOtherAProxyHasTheOneThatMatters() {
		Text text = new Text();
		AsComparable proxy = JdbcProxies.create(text, AsComparable.class,
				(object, method, args) -> JdbcProxies.invoke(method, text, args));
		assertThat(proxy).isInstanceOf(ProxyJdbcObject.class).isNotInstanceOf(AsSerializable.class);
		assertThat(proxy.get()).isEqualTo("text");
	}

	@Test
	void whatTheTargetThrowsPassesAsItIs() throws Exception {
		Method call = Callable.class.getMethod("call");
		IOException failure = new IOException("wrong");
		Callable<?> target = () -> {
			throw failure;
		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> JdbcProxies.invoke(call, target, null))
			.isSameAs(failure);
	}

	/**
	 * More than a driver has to implement.
	 */
	public interface Extra {

		int extra();

	}

	interface Hidden {

	}

	public interface AsComparable {

		Comparable<String> get();

	}

	public interface AsSerializable {

		Serializable get();

	}

	static class Task implements Callable<String>, Extra, Hidden {

		@Override
		public String call() {
			return "called";
		}

		@Override
		public int extra() {
			return 7;
		}

	}

	static class Text implements AsComparable, AsSerializable {

		@Override
		public String get() {
			return "text";
		}

	}

}
