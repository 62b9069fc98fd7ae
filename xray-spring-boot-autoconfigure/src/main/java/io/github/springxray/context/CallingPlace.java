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
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the place in the application that has led to where the calling thread is. Where
 * the application itself is not on the stack, as a framework calls a method that has not
 * begun yet, that is the method behind the proxy.
 * <p>
 * For internal use by this starter.
 */
public final class CallingPlace {

	private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

	/**
	 * Says nothing about who called: reflection and executors call both.
	 */
	private static final Pattern JDK = Pattern.compile("(?:java|javax|jdk|sun|com\\.sun)\\..*");

	private static final Pattern FRAMEWORK = Pattern.compile("(?:org\\.springframework\\.(?!samples\\.)"
			+ "|io\\.(?:micrometer|netty|awspring|lettuce|r2dbc|grpc|undertow|opentelemetry|vertx)\\."
			+ "|com\\.(?:amazonaws\\.(?:xray|services|http|internal)|zaxxer\\.hikari|fasterxml|mysql|mongodb"
			+ "|microsoft\\.sqlserver|github\\.benmanes|intellij|rabbitmq|google\\.common|github\\.kagkarlsson)\\."
			+ "|org\\.(?:apache|aspectj|hibernate|eclipse\\.(?:jetty|persistence)|junit|testng|mockito|postgresql"
			+ "|mariadb|h2|hsqldb|sqlite|quartz|jooq|flywaydb|slf4j|reactivestreams|jobrunr|redisson|gradle|mybatis"
			+ "|jboss|jetbrains|awaitility|assertj|codehaus|springdoc|thymeleaf)\\."
			+ "|net\\.(?:bytebuddy|ttddyy|javacrumbs|sf|sourceforge)\\.|ch\\.qos\\.|software\\.amazon\\."
			+ "|redis\\.clients\\.|(?:reactor|jakarta|kotlin|kotlinx|scala|groovy|okhttp3|okio|retrofit2|feign"
			+ "|liquibase|oracle|rx|junit|graphql)\\.).*");

	private static final Pattern GENERATED = Pattern.compile("(.+?)(?:\\$\\$(?:SpringCGLIB|Enhancer|FastClass)"
			+ "|\\$(?:ByteBuddy|MockitoMock|HibernateProxy)\\$|_\\$\\$_|\\$Proxy\\d|_Subclass$).*");

	/**
	 * What compilers make of the name of the method that a lambda stands in.
	 */
	private static final Pattern LAMBDA = Pattern
		.compile("(?:lambda|CGLIB)\\$([^$]+)\\$\\d.*|([^$]+)\\$(?:lambda|default)(?:\\$.*)?");

	/**
	 * A lambda of Kotlin that is a class, named after the method.
	 */
	private static final Pattern LAMBDA_CLASS = Pattern.compile("(.+?)\\$([a-z]\\w*)\\$(?:\\d|\\$inlined).*");

	private CallingPlace() {
	}

	/**
	 * Find the place.
	 * @return class, method and line as in a stack trace, or an empty string if only
	 * frameworks are on the stack
	 */
	public static String find() {
		return WALKER.walk((frames) -> find(frames.iterator()));
	}

	static String find(Iterator<StackFrame> frames) {
		String proxied = "";
		while (frames.hasNext()) {
			StackFrame frame = frames.next();
			String type = frame.getClassName();
			if (isGenerated(frame)) {
				String behind = behind(frame);
				proxied = (behind != null) ? behind : proxied;
			}
			else if (isFramework(frame)) {
				if (!proxied.isEmpty() && !isOwn(frame)) {
					return proxied;
				}
			}
			else if (!JDK.matcher(type).matches()) {
				return describe(frame);
			}
		}
		return proxied;
	}

	private static boolean isFramework(StackFrame frame) {
		return FRAMEWORK.matcher(frame.getClassName()).matches() || isOwn(frame);
	}

	/**
	 * Return whether a frame is tracing itself.
	 */
	private static boolean isOwn(StackFrame frame) {
		Class<?> type = frame.getDeclaringClass();
		return type.getName().startsWith("io.github.springxray.")
				&& (type.getPackage() == CallingPlace.class.getPackage()
						|| type.getProtectionDomain() == CallingPlace.class.getProtectionDomain());
	}

	private static boolean isGenerated(StackFrame frame) {
		return Proxy.isProxyClass(frame.getDeclaringClass()) || GENERATED.matcher(frame.getClassName()).matches();
	}

	/**
	 * Return the application's method that a generated class stands for, {@code null} if
	 * it is none of the application.
	 */
	private static @Nullable String behind(StackFrame frame) {
		Class<?> type = frame.getDeclaringClass();
		String method = name(frame.getMethodName());
		if (Proxy.isProxyClass(type)) {
			for (Class<?> candidate : type.getInterfaces()) {
				if (isApplication(candidate.getName()) && hasMethod(candidate, method)) {
					return candidate.getName() + "." + method;
				}
			}
			return null;
		}
		Matcher generated = GENERATED.matcher(frame.getClassName());
		boolean known = generated.matches() && isApplication(generated.group(1))
				&& !frame.getClassName().contains("$$FastClass");
		return known ? generated.group(1) + "." + method : null;
	}

	private static boolean isApplication(String type) {
		return !FRAMEWORK.matcher(type).matches() && !JDK.matcher(type).matches();
	}

	private static boolean hasMethod(Class<?> type, String name) {
		for (Method method : type.getMethods()) {
			if (method.getName().equals(name)) {
				return true;
			}
		}
		return false;
	}

	private static String describe(StackFrame frame) {
		String type = frame.getClassName();
		String method = name(frame.getMethodName());
		Matcher lambda = LAMBDA_CLASS.matcher(type);
		if (lambda.matches()) {
			type = lambda.group(1);
			method = lambda.group(2);
		}
		String file = frame.getFileName();
		String line = (frame.getLineNumber() >= 0) ? ":" + frame.getLineNumber() : "";
		return type + "." + method + "(" + ((file != null) ? file + line : "Unknown Source") + ")";
	}

	private static String name(String method) {
		Matcher lambda = LAMBDA.matcher(method);
		if (!lambda.matches()) {
			return method;
		}
		return (lambda.group(1) != null) ? lambda.group(1) : lambda.group(2);
	}

}
