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

package io.github.springxray.jms;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.InfrastructureProxy;

/**
 * Traces the connections that a connection factory gives to Spring, and those that have
 * no class that the application could ask for. All else is left to the factory.
 */
final class ConnectionFactoryInterceptor implements MethodInterceptor {

	private static final StackWalker STACK = StackWalker.getInstance();

	private final ConnectionFactory factory;

	private final JmsSenderTracing tracing;

	ConnectionFactoryInterceptor(ConnectionFactory factory, JmsSenderTracing tracing) {
		this.factory = factory;
		this.tracing = tracing;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Method method = invocation.getMethod();
		if (method.getDeclaringClass() == InfrastructureProxy.class) {
			return this.factory;
		}
		@Nullable Object[] arguments = invocation.getArguments();
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = TracedJms.targetOf(arguments[i]);
		}
		Object result = invocation.proceed();
		if (result instanceof Connection connection && method.getName().startsWith("create")
				&& (Proxy.isProxyClass(connection.getClass()) || isForSpring())) {
			return this.tracing.trace(connection);
		}
		return result;
	}

	/**
	 * Brokers have settings on their own classes of connections, to which an application
	 * casts what it has created. Spring knows interfaces alone.
	 */
	private static boolean isForSpring() {
		Optional<String> caller = STACK.walk((frames) -> frames.map(StackWalker.StackFrame::getClassName)
			.filter((name) -> !isBetween(name))
			.findFirst());
		return caller.isPresent() && caller.get().startsWith("org.springframework.");
	}

	private static boolean isBetween(String className) {
		return className.startsWith(ConnectionFactoryInterceptor.class.getPackageName() + ".Conn")
				|| className.startsWith("org.springframework.aop.")
				|| className.startsWith("org.springframework.cglib.") || className.contains("$$SpringCGLIB$$")
				|| className.contains("$$FastClass") || className.startsWith("java.lang.reflect.")
				|| className.startsWith("jdk.") || className.startsWith("jakarta.jms.");
	}

}
